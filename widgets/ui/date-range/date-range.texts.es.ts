import type { DateRangeTexts } from './date-range.texts.ts';

const es: DateRangeTexts = {
  presets: { 'last-7': '7 días', 'last-30': '30 días', 'last-90': '90 días', month: 'Este mes', 'last-month': 'Mes pasado', quarter: 'Este trimestre', year: 'Este año' },
  presetsLabel: 'Períodos listos',
  from: 'Desde',
  to: 'Hasta',
  apply: 'Mostrar',
  missing: 'Elige un día',
  tooEarly: (day) => `Solo hay datos desde el ${day}`,
  tooLate: (day) => `Elige hasta el ${day}`,
  backwards: 'El final va antes del comienzo',
};

export default es;
