/** Real authorities, so that region and code columns look as they will; every answer given for them is invented. */
import type { DocumentAuthority, RegionName } from "#shared/programme/document.ts";

function authority(code: string, onsCode: string, name: string, region: RegionName): DocumentAuthority {
  return { code, onsCode, name, region };
}

/** Waves of fewer authorities take the first ones. The last is there only for the wave of seventeen. */
export const authorities: readonly DocumentAuthority[] = [
  authority("801", "E06000023", "Bristol, City of", "South West"),
  authority("916", "E10000013", "Gloucestershire", "South West"),
  authority("878", "E10000008", "Devon", "South West"),
  authority("866", "E06000030", "Swindon", "South West"),
  authority("931", "E10000025", "Oxfordshire", "South East"),
  authority("850", "E10000014", "Hampshire", "South East"),
  authority("870", "E06000038", "Reading", "South East"),
  authority("887", "E06000035", "Medway", "South East"),
  authority("926", "E10000020", "Norfolk", "East of England"),
  authority("881", "E10000012", "Essex", "East of England"),
  authority("919", "E10000015", "Hertfordshire", "East of England"),
  authority("304", "E09000005", "Brent", "London"),
  authority("925", "E10000019", "Lincolnshire", "East Midlands"),
  authority("840", "E06000047", "County Durham", "North East"),
  authority("343", "E08000014", "Sefton", "North West"),
  authority("380", "E08000032", "Bradford", "Yorkshire and The Humber"),
  authority("330", "E08000025", "Birmingham", "West Midlands"),
];
