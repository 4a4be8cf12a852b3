/** Degrees, east and north positive. */
export type LonLat = readonly [longitude: number, latitude: number];

/** Where a Region is, under the name people call it by. */
export type Place = { name: string; at: LonLat };

/*
 * AWS names the city or the state of each Region ("AWS Regions", AWS Global Infrastructure, Regions and Availability
 * Zones; the descriptions are in the SDK's partitions too) and tells no coordinates: these are of that city, or of the
 * state's place that AWS's own environmental permits name, to a tenth of a degree. Where two Regions share a city, one is
 * moved a little. The ISO partitions' places are not public, so they are not here.
 */
const places: Readonly<Record<string, Place>> = {
  'af-south-1': { name: 'Cape Town', at: [18.4, -33.9] },
  'ap-east-1': { name: 'Hong Kong', at: [114.2, 22.3] },
  'ap-east-2': { name: 'Taipei', at: [121.5, 25] },
  'ap-northeast-1': { name: 'Tokyo', at: [139.7, 35.7] },
  'ap-northeast-2': { name: 'Seoul', at: [127, 37.6] },
  'ap-northeast-3': { name: 'Osaka', at: [135.5, 34.7] },
  'ap-south-1': { name: 'Mumbai', at: [72.9, 19.1] },
  'ap-south-2': { name: 'Hyderabad', at: [78.5, 17.4] },
  'ap-southeast-1': { name: 'Singapore', at: [103.8, 1.4] },
  'ap-southeast-2': { name: 'Sydney', at: [151.2, -33.9] },
  'ap-southeast-3': { name: 'Jakarta', at: [106.8, -6.2] },
  'ap-southeast-4': { name: 'Melbourne', at: [145, -37.8] },
  'ap-southeast-5': { name: 'Malaysia', at: [101.7, 3.1] },
  'ap-southeast-6': { name: 'New Zealand', at: [174.8, -36.8] },
  'ap-southeast-7': { name: 'Thailand', at: [100.5, 13.8] },
  'ca-central-1': { name: 'Montréal', at: [-73.6, 45.5] },
  'ca-west-1': { name: 'Calgary', at: [-114.1, 51] },
  'cn-north-1': { name: 'Beijing', at: [116.4, 39.9] },
  'cn-northwest-1': { name: 'Ningxia', at: [105.2, 37.5] },
  'eu-central-1': { name: 'Frankfurt', at: [8.7, 50.1] },
  'eu-central-2': { name: 'Zurich', at: [8.5, 47.4] },
  'eu-north-1': { name: 'Stockholm', at: [18.1, 59.3] },
  'eu-south-1': { name: 'Milan', at: [9.2, 45.5] },
  'eu-south-2': { name: 'Spain', at: [-0.9, 41.6] },
  'eu-west-1': { name: 'Ireland', at: [-6.3, 53.3] },
  'eu-west-2': { name: 'London', at: [-0.1, 51.5] },
  'eu-west-3': { name: 'Paris', at: [2.4, 48.9] },
  'eusc-de-east-1': { name: 'Brandenburg', at: [13.1, 52.4] },
  'il-central-1': { name: 'Tel Aviv', at: [34.8, 32.1] },
  'me-central-1': { name: 'UAE', at: [55.3, 25.2] },
  'me-south-1': { name: 'Bahrain', at: [50.6, 26.2] },
  'me-west-1': { name: 'Saudi Arabia', at: [46.7, 24.7] },
  'mx-central-1': { name: 'Mexico', at: [-100.4, 20.6] },
  'sa-east-1': { name: 'São Paulo', at: [-46.6, -23.6] },
  'sa-west-1': { name: 'Chile', at: [-70.7, -33.5] },
  'us-east-1': { name: 'N. Virginia', at: [-77.5, 39] },
  'us-east-2': { name: 'Ohio', at: [-83, 40] },
  'us-gov-east-1': { name: 'GovCloud US-East', at: [-81.7, 41.4] },
  'us-gov-west-1': { name: 'GovCloud US-West', at: [-122.7, 45.5] },
  'us-west-1': { name: 'N. California', at: [-121.9, 37.4] },
  'us-west-2': { name: 'Oregon', at: [-119.5, 45.8] },
};

/** The place of a Region; null for one that is not in the table, which is then listed beside the map. */
export const placeOf = (region: string): Place | null =>
  Object.hasOwn(places, region) ? (places[region] ?? null) : null;
