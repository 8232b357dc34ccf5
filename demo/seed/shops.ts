import { addDays, type Day } from '../../server/core/dates.ts';
import { blackFriday, easter, nth, on, unluckyMonday } from './calendar.ts';

/** Days of a year on which a shop is not as usual. Factors are 1 unless they are named. */
export interface Occasion {
  name: string;
  from: (year: number) => Day;
  to: (year: number) => Day;
  /** Grows towards its last day, or wears off from its first; without either it is the same on all. */
  shape?: 'rise' | 'fade';
  /** Hours of the day, both included; without it, all. */
  hours?: readonly [number, number];
  visits?: number;
  conversion?: number;
  ticket?: number;
  ads?: number;
}

export interface Shop {
  slug: string;
  name: string;
  sector: string;
  monthsOfHistory: number;
  /** Visits on an ordinary day of June 2026, and by how much they grow in a year. */
  visits: number;
  growth: number;
  /** Weight of each weekday, from Sunday, and of each hour. */
  weekdays: readonly number[];
  hours: readonly number[];
  /** Further visits per visitor and day. */
  repeatVisits: number;
  newVisitors: number;
  bounces: number;
  /** Pages past the second of a visit that stays, and seconds on each. */
  furtherPages: number;
  secondsPerPage: number;
  /** Of visits. */
  conversion: number;
  ticketCents: number;
  ticketSpread: number;
  leads: number;
  qualified: number;
  /** Clicks on ads per visit, of views of an ad, and what one costs. */
  paidVisits: number;
  clickThrough: number;
  clickCents: number;
  /** Share of the revenue that the ads brought. */
  attributed: number;
  feeCentsPerMonth: number;
  occasions: readonly Occasion[];
}

const before = (day: (year: number) => Day, days: number) => (year: number) => addDays(day(year), -days);
const after = (day: (year: number) => Day, days: number) => (year: number) => addDays(day(year), days);

const mothersDay = nth(2, 0, 5);
const fathersDay = nth(2, 0, 8);
const cartBreaks = unluckyMonday('moda');
const ovenBreaks = unluckyMonday('padaria');
const newCollection = nth(2, 4, 9);

export const moda: Shop = {
  slug: 'moda',
  name: 'Carmim Moda',
  sector: 'moda',
  monthsOfHistory: 18,
  visits: 372,
  growth: 1.3,
  weekdays: [1.1, 1.06, 1.0, 0.98, 0.97, 0.93, 0.96],
  hours: [1.6, 0.8, 0.5, 0.3, 0.3, 0.6, 1.5, 2.6, 3.6, 4.5, 5.0, 5.4, 6.6, 6.2, 5.2, 4.8, 4.8, 5.0, 5.6, 6.8, 8.4, 8.8, 7.0, 3.9],
  repeatVisits: 0.17,
  newVisitors: 0.61,
  bounces: 0.42,
  furtherPages: 3.1,
  secondsPerPage: 41,
  conversion: 0.0252,
  ticketCents: 15_400,
  ticketSpread: 0.42,
  leads: 0.0037,
  qualified: 0.6,
  paidVisits: 0.34,
  clickThrough: 0.021,
  clickCents: 142,
  attributed: 0.68,
  feeCentsPerMonth: 500_000,
  occasions: [
    { name: 'janeiro', from: on(1, 1), to: on(1, 31), visits: 0.74, conversion: 0.92, ticket: 0.84, ads: 0.7 },
    { name: 'carnaval', from: before(easter, 50), to: before(easter, 46), visits: 0.76, conversion: 0.9 },
    { name: 'dia das mães', from: before(mothersDay, 16), to: before(mothersDay, 1), shape: 'rise', visits: 1.6, conversion: 1.25, ads: 1.15 },
    { name: 'dia dos namorados', from: on(6, 1), to: on(6, 11), shape: 'rise', visits: 1.45, conversion: 1.2, ads: 1.1 },
    { name: 'liquidação de inverno', from: on(7, 6), to: on(7, 26), visits: 1.18, conversion: 1.1, ticket: 0.8 },
    { name: 'carrinho com defeito', from: cartBreaks, to: after(cartBreaks, 6), visits: 0.95, conversion: 0.3 },
    { name: 'site fora do ar', from: after(cartBreaks, 1), to: after(cartBreaks, 1), hours: [13, 19], visits: 0 },
    { name: 'dia dos pais', from: before(fathersDay, 8), to: before(fathersDay, 1), shape: 'rise', visits: 1.2, conversion: 1.1 },
    { name: 'coleção primavera-verão', from: newCollection, to: after(newCollection, 13), shape: 'fade', visits: 1.75, conversion: 1.15, ticket: 1.08, ads: 1.25 },
    { name: 'pré-Black', from: before(blackFriday, 13), to: before(blackFriday, 1), shape: 'rise', visits: 2.3, conversion: 1.02, ads: 1.1 },
    { name: 'Black Friday', from: blackFriday, to: blackFriday, visits: 3.4, conversion: 1.5, ticket: 0.93, ads: 0.95 },
    { name: 'depois da Black Friday', from: after(blackFriday, 1), to: after(blackFriday, 3), visits: 1.9, conversion: 1.25, ads: 0.95 },
    { name: 'Natal', from: on(12, 4), to: on(12, 20), shape: 'rise', visits: 1.65, conversion: 1.22, ads: 1.05 },
    { name: 'véspera e Natal', from: on(12, 23), to: on(12, 25), visits: 0.45, conversion: 0.8 },
    { name: 'fim de ano', from: on(12, 26), to: on(12, 31), visits: 0.64, conversion: 0.9 },
  ],
};

export const padaria: Shop = {
  slug: 'padaria',
  name: 'Padaria Três Irmãos',
  sector: 'alimentação',
  monthsOfHistory: 12,
  visits: 96,
  growth: 1.12,
  weekdays: [1.35, 0.72, 0.78, 0.84, 0.95, 1.12, 1.48],
  hours: [0.3, 0.2, 0.2, 0.3, 1.2, 4.6, 7.8, 8.6, 7.4, 6.2, 5.6, 5.2, 4.8, 3.6, 3.2, 4.4, 6.4, 7.6, 7.0, 5.2, 4.2, 3.0, 1.6, 0.7],
  repeatVisits: 0.11,
  newVisitors: 0.44,
  bounces: 0.53,
  furtherPages: 1.6,
  secondsPerPage: 33,
  conversion: 0.0285,
  ticketCents: 8_700,
  ticketSpread: 0.5,
  leads: 0.011,
  qualified: 0.55,
  paidVisits: 0.4,
  clickThrough: 0.027,
  clickCents: 63,
  attributed: 0.5,
  feeCentsPerMonth: 120_000,
  occasions: [
    { name: 'férias de janeiro', from: on(1, 2), to: on(1, 20), visits: 0.7 },
    { name: 'Páscoa', from: before(easter, 12), to: before(easter, 1), shape: 'rise', visits: 1.9, conversion: 1.2, ticket: 1.25 },
    { name: 'dia das mães', from: before(mothersDay, 5), to: mothersDay, shape: 'rise', visits: 1.6, conversion: 1.2, ticket: 1.2 },
    { name: 'festas juninas', from: on(6, 8), to: on(6, 29), visits: 1.2, ticket: 1.15 },
    { name: 'forno parado', from: ovenBreaks, to: after(ovenBreaks, 5), visits: 0.8, conversion: 0.45 },
    { name: 'encomendas de Natal', from: on(12, 8), to: on(12, 24), shape: 'rise', visits: 2.3, conversion: 1.3, ticket: 1.4 },
    { name: 'Natal', from: on(12, 25), to: on(12, 26), visits: 0.3 },
  ],
};

export const shops = [moda, padaria];
