import type {
  AwsSecurityFinding,
  AwsSecurityFindingFilters,
  GetFindingsCommandInput,
  MapFilter,
  StringFilter,
} from '@aws-sdk/client-securityhub';
import { GetFindings$ } from '@aws-sdk/client-securityhub';
import { compareText, scopeKey } from '#model/scope.ts';
import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../../paging.ts';
import type { Call } from '../../service.ts';
import { operation } from '../../service.ts';
import type { State } from '../../state.ts';
import { hubAccountId } from '../../state.ts';
import { refuseUnlessEnabled } from './enabled.ts';

/** The attributes that can be filtered on here, of the hundred that AWS has. */
const attributes = ['ProductArn', 'AwsAccountId', 'Region', 'GeneratorId', 'Id', 'RecordState'] as const;
type Attribute = (typeof attributes)[number];

const maxValues = 20;

const isAttribute = (name: string): name is Attribute => (attributes as readonly string[]).includes(name);

const matches = (value: string, { Comparison, Value = '' }: StringFilter): boolean => {
  if (Comparison === 'EQUALS') return value === Value;
  if (Comparison === 'PREFIX') return value.startsWith(Value);
  throw new AwsError('InvalidInputException', `Comparison ${Comparison} is not supported here`);
};

const matchesMap = (
  map: Record<string, string> = {},
  { Comparison, Key = '', Value = '' }: MapFilter,
): boolean => {
  if (Comparison === 'EQUALS') return map[Key] === Value;
  throw new AwsError('InvalidInputException', `Comparison ${Comparison} is not supported here`);
};

/** Values of one attribute are alternatives; all attributes must match. */
const predicateOf = ({
  ProductFields,
  ...filters
}: AwsSecurityFindingFilters): ((finding: AwsSecurityFinding) => boolean) => {
  const wanted = Object.entries(filters as Record<string, StringFilter[]>).map(([name, values]) => {
    if (!isAttribute(name))
      throw new AwsError('InvalidInputException', `Filter ${name} is not supported here`);
    if (values.length > maxValues) {
      throw new AwsError('InvalidInputException', `Filter ${name} has more than ${maxValues} values`);
    }
    return { name, values };
  });
  return (finding) =>
    (ProductFields === undefined ||
      ProductFields.some((filter) => matchesMap(finding.ProductFields, filter))) &&
    wanted.every(({ name, values }) => values.some((value) => matches(finding[name] ?? '', value)));
};

const sortedById = (places: Iterable<ReadonlyMap<string, AwsSecurityFinding>>): AwsSecurityFinding[] =>
  [...places].flatMap((held) => [...held.values()]).toSorted((a, b) => compareText(a.Id ?? '', b.Id ?? ''));

/** All that Security Hub holds, sorted by Id. */
export const heldFindings = (state: State): AwsSecurityFinding[] => sortedById(state.findings.values());

/** An account sees its own findings of the Region; the hub, as administrator, its members' too. */
const visibleTo = ({ state, scope }: Call): AwsSecurityFinding[] =>
  scope.accountId === hubAccountId(state)
    ? heldFindings(state).filter(({ Region }) => Region === scope.region)
    : sortedById([state.findings.get(scopeKey(scope)) ?? new Map()]);

export const getFindings = operation<GetFindingsCommandInput>(
  GetFindings$,
  ['Filters', 'MaxResults', 'NextToken'],
  ({ Filters = {}, MaxResults, NextToken }, call) => {
    refuseUnlessEnabled(call);
    const matching = visibleTo(call).filter(predicateOf(Filters));
    const request = { size: MaxResults, token: NextToken, min: 1, max: 100, question: Filters };
    const { page, nextToken } = pageOf(matching, request, call);
    return { Findings: page, NextToken: nextToken };
  },
);
