import { Reader } from 'mmdb-lib';
import { readFileSync } from 'node:fs';

export const UNKNOWN_COUNTRY = '??';

/** What this database says of an address; the reader's own types are of another publisher's. */
interface Entry {
  country_code?: string;
}

let reader: Reader<never> | undefined;

/**
 * ISO 3166 code of where an address is registered, or `??`. From the registries' own records (ip-location-db, CC0): right
 * for most, and no more than a country. The address is looked up and not kept.
 */
export function countryOf(address: string): string {
  reader ??= new Reader(readFileSync(new URL(import.meta.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'))));
  try {
    return (reader.get(address) as Entry | null)?.country_code ?? UNKNOWN_COUNTRY;
  } catch {
    // Not an address, such as the name of a socket.
    return UNKNOWN_COUNTRY;
  }
}
