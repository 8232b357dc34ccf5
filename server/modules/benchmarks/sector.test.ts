import { expect, test } from 'vitest';
import { countryOf, sectorOf } from './sector.ts';

test('a time zone is of a country, and UTC of none', () => {
  expect(['America/Sao_Paulo', 'America/Manaus', 'Europe/Lisbon', 'America/New_York', 'America/Argentina/Buenos_Aires', 'Asia/Tokyo', 'UTC'].map((timeZone) => countryOf({ timeZone }))).toEqual(['BR', 'BR', 'PT', 'US', 'AR', 'JP', null]);
});

test('a sector is the same however it is written', () => {
  expect([' Moda  On-line ', 'moda on-line', '  ', null].map((sector) => sectorOf({ sector }))).toEqual(['moda on-line', 'moda on-line', null, null]);
});
