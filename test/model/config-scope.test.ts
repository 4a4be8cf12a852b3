import { describe, expect, it } from 'vitest';
import { parseConfig } from '#app/load-config.ts';

describe('the declared scope', () => {
  it.each<[string, object, RegExp]>([
    [
      'an account that is none',
      { excludedAccounts: ['123'] },
      /scope\.excludedAccounts\[0\]: an account ID is 12 digits/,
    ],
    ['a Region that is none', { regions: ['tokyo'] }, /scope\.regions\[0\]: not a Region such as us-west-2/],
    ['no Region at all', { regions: [] }, /scope\.regions: /],
    [
      'a unit that is none',
      { organizationalUnits: ['prod'] },
      /scope\.organizationalUnits\[0\]: not an organizational unit/,
    ],
    [
      'a Region both in and out',
      { regions: ['us-east-1', 'us-west-2'], excludedRegions: ['us-west-2'] },
      /scope\.excludedRegions: names a Region that scope\.regions selects/,
    ],
    [
      'a unit both in and out',
      { organizationalUnits: ['ou-ab12-11111111'], excludedOrganizationalUnits: ['ou-ab12-11111111'] },
      /scope\.excludedOrganizationalUnits: names a unit that scope\.organizationalUnits selects/,
    ],
    ['a key that is none', { excludedRegion: ['us-west-2'] }, /excludedRegion/],
  ])('refuses %s', (_, scope, message) => {
    expect(() => parseConfig({ scope }, 'file.json')).toThrow(message);
  });

  it('is everything unless told', () => {
    expect(parseConfig({}, 'file.json')).toMatchObject({
      scope: {
        regions: null,
        excludedRegions: [],
        excludedAccounts: [],
        organizationalUnits: null,
        excludedOrganizationalUnits: [],
      },
      role: { name: null, externalId: null },
    });
  });

  it.each([{ name: 'path/role' }, { name: '' }, { externalId: 'x' }])('refuses the role %j', (role) => {
    expect(() => parseConfig({ role }, 'file.json')).toThrow(/role\.(name|externalId): /);
  });
});
