import { feature } from 'topojson-client';
import topology from 'world-atlas/land-110m.json' with { type: 'json' };

type Topology = Parameters<typeof feature>[0];

// What the compiler infers of a JSON file (`type: string`, arrays for pairs) is wider than TopoJSON's types.
const atlas = topology as unknown as Topology & { objects: Record<'land', Parameters<typeof feature>[1]> };

/** The land of the Earth, from Natural Earth's 1:110 million, as GeoJSON. */
export const land = feature(atlas, atlas.objects.land);
