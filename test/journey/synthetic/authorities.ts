/** Real authorities, so that region and code columns look as they will; every answer given for them is invented. */
import type { DocumentAuthority, RegionName } from "#shared/programme/document.ts";

/** Invented, like the answers: most authorities of a programme consent to be named to their peers, and some do not. */
const withoutConsent: ReadonlySet<string> = new Set(["878", "887", "304", "343", "330"]);

/** The statistical neighbours, nearest first, are invented too: counties beside counties, cities beside cities. */
function authority(
  code: string,
  onsCode: string,
  name: string,
  region: RegionName,
  statisticalNeighbours: string[],
): DocumentAuthority {
  return { code, onsCode, name, region, mayBeNamed: !withoutConsent.has(code), statisticalNeighbours };
}

/** Waves of fewer authorities take the first ones. The last is there only for the wave of seventeen. */
export const authorities: readonly DocumentAuthority[] = [
  authority("801", "E06000023", "Bristol, City of", "South West", ["380", "870", "330"]),
  authority("916", "E10000013", "Gloucestershire", "South West", ["931", "850", "878"]),
  authority("878", "E10000008", "Devon", "South West", ["926", "916", "925"]),
  authority("866", "E06000030", "Swindon", "South West", ["887", "870"]),
  authority("931", "E10000025", "Oxfordshire", "South East", ["850", "919", "916"]),
  authority("850", "E10000014", "Hampshire", "South East", ["931", "881", "916", "919"]),
  authority("870", "E06000038", "Reading", "South East", ["866", "887", "801"]),
  authority("887", "E06000035", "Medway", "South East", ["866", "870"]),
  authority("926", "E10000020", "Norfolk", "East of England", ["925", "878", "881"]),
  authority("881", "E10000012", "Essex", "East of England", ["850", "919", "926"]),
  authority("919", "E10000015", "Hertfordshire", "East of England", ["931", "850", "881"]),
  authority("304", "E09000005", "Brent", "London", ["330", "870"]),
  authority("925", "E10000019", "Lincolnshire", "East Midlands", ["926", "878", "916"]),
  authority("840", "E06000047", "County Durham", "North East", ["343", "380"]),
  authority("343", "E08000014", "Sefton", "North West", ["840", "887"]),
  authority("380", "E08000032", "Bradford", "Yorkshire and The Humber", ["330", "801", "840"]),
  authority("330", "E08000025", "Birmingham", "West Midlands", ["380", "801", "304"]),
];
