import { plain } from './text.ts';

/** Days since 1970-01-01: what whole files of dates are compared and counted in. */
export type DayNumber = number;

const DAY = 86_400_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** `NaN` for what is not a day of the calendar. A year of two digits lies in 1970 to 2069. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const full = year < 70 ? year + 2000 : year < 100 ? year + 1900 : year;
  const exists = full >= 1000 && full <= 9999 && day >= 1 && day <= daysIn(full, month);
  return exists ? Date.UTC(full, month - 1, day) / DAY : Number.NaN;
}

/** `yyyy-mm-dd` */
export function formatDay(day: DayNumber): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Each line one day or month: Portuguese, English and Spanish, whole and abbreviated. */
const weekdayNames = index(`
  domingo dom sunday sun
  segunda seg monday mon lunes lun
  terca ter tuesday tue tues martes mar
  quarta qua wednesday wed miercoles mie
  quinta qui thursday thu thur thurs jueves jue
  sexta sex friday fri viernes vie
  sabado sab saturday sat
`);

const monthNames = index(`
  janeiro jan january enero ene
  fevereiro fev february feb febrero
  marco mar march marzo
  abril abr april apr
  maio mai may mayo
  junho jun june junio
  julho jul july julio
  agosto ago august aug
  setembro set september sep sept septiembre setiembre
  outubro out october oct octubre
  novembro nov november noviembre
  dezembro dez december dec diciembre dic
`);

function index(lines: string): Map<string, number> {
  const entries = lines
    .trim()
    .split('\n')
    .flatMap((line, at) => line.trim().split(' ').map((name): [string, number] => [name, at]));
  return new Map(entries);
}

/** 0 is Sunday; `undefined` for any other text. `segunda-feira`, `2ª-feira`, `Mon`, `miércoles` are weekdays. */
export function weekdayNamed(text: string): number | undefined {
  const name = plain(text).replace(/ feira$/, '');
  const counted = /^([2-6])[ªa]?$/.exec(name);
  if (counted && /feira|[ªa]$/i.test(text.trim())) return Number(counted[1]) - 1;
  return weekdayNames.get(name);
}

/** 1 is January; `undefined` for any other text. */
export function monthNamed(text: string): number | undefined {
  const month = monthNames.get(plain(text));
  return month === undefined ? undefined : month + 1;
}
