import { describe, expect, test } from 'vitest';
import type { Column } from '../../core/csv/table.ts';
import { mapColumns } from './metrics.import-mapping.ts';

const columnsOf = (names: string[]): Column[] =>
  names.map((name, index) => ({
    index,
    name,
    label: name && names.indexOf(name) === names.lastIndexOf(name) ? name : name ? `${name} (column ${index + 1})` : `column ${index + 1}`,
  }));

interface Options {
  map?: Record<string, string>;
  dates?: string[];
  currency?: string;
}

function map(names: string[], { map: said = {}, dates = ['Date', 'Data', 'Fecha'], currency = 'BRL' }: Options = {}) {
  return mapColumns(columnsOf(names), { map: said, currency, holdsDates: ({ name }) => dates.includes(name) });
}

const fieldsOf = (...args: Parameters<typeof map>) =>
  Object.fromEntries(map(...args).columns.flatMap(({ column, field }) => (field ? [[column, field]] : [])));

describe('headers say what a column is', () => {
  test.each([
    ['Page.Loads', 'pageviews'], ['Unique.Visits', 'visitors'], ['First.Time.Visits', 'new_visitors'],
    ['Visitantes únicos', 'visitors'], ['USUÁRIOS', 'visitors'], ['Active users', 'visitors'], ['usuarios activos', 'visitors'],
    ['Novos usuários', 'new_visitors'], ['newUsers', 'new_visitors'], ['Sessões', 'sessions'], ['sesiones', 'sessions'], ['page_views', 'pageviews'],
    ['Visualizações de página', 'pageviews'], ['Rejeições', 'bounces'], ['Total session duration', 'session_seconds'],
    ['Conversões', 'conversions'], ['Key events', 'conversions'], ['Leads', 'leads'], ['MQLs', 'qualified_leads'],
    ['Amount spent (BRL)', 'ad_spend'], ['Valor usado (BRL)', 'ad_spend'], ['Custo (R$)', 'ad_spend'], ['Investimento em R$', 'ad_spend'], ['Custo R$', 'ad_spend'], ['Spent', 'ad_spend'], ['Inversión', 'ad_spend'],
    ['Honorários', 'fee'], ['Impressões', 'impressions'], ['Impr.', 'impressions'], ['Cliques', 'clicks'], ['Clics', 'clicks'],
    ['Receita', 'revenue'], ['Faturamento', 'revenue'], ['Ingresos totales', 'revenue'], ['Conv. value', 'attributed_revenue'], ['Valor de conversão', 'attributed_revenue'],
  ])('%s is %s', (header, field) => {
    expect(fieldsOf(['Date', header])).toEqual({ Date: 'date', [header]: field });
  });

  test.each([
    ['CTR', 'clicks, impressions'],
    ['Taxa de rejeição', 'bounces, sessions'],
    ['bounce_rate', 'bounces, sessions'],
    ['ROAS', 'attributed_revenue, ad_spend'],
    ['Session conversion rate', 'conversions, sessions'],
  ])('%s is a rate, and is left out with the counts it is made of', (header, parts) => {
    const { columns } = map(['Date', header, 'Clicks']);
    expect(columns[1]).toEqual({ column: header, field: null, why: expect.stringContaining(`(${parts})`) as string });
  });

  test.each(['CTR (%)', '% de novos visitantes', 'Average order value', 'Views per session'])('%s looks like a rate', (header) => {
    expect(map(['Date', header, 'Clicks']).columns[1]).toMatchObject({ field: null, why: expect.stringContaining('rate') as string });
  });

  test('brackets that hold no currency are part of the name', () => {
    expect(() => map(['Date', 'Revenue (NET)'])).toThrow('No column holds a figure');
  });

  test('an amount in another currency is left out, or refused where it is asked for', () => {
    const names = ['Date', 'Amount spent (USD)', 'Clicks'];
    expect(map(names).columns[1]).toMatchObject({ field: null, why: "it is in USD, and the client's currency is BRL" });
    expect(fieldsOf(names, { currency: 'USD' })).toMatchObject({ 'Amount spent (USD)': 'ad_spend' });
    expect(() => map(names, { map: { 'Amount spent (USD)': 'ad_spend' } })).toThrow('is in USD');
  });
});

describe('the date', () => {
  test.each([
    [['Day', 'Date'], ['Day', 'Date'], 'Date'],
    [['Dia', 'Visitas'], ['Dia'], 'Dia'],
    [['Day', 'Date'], ['Day'], 'Day'],
    [['Início dos relatórios', 'Fim'], ['Início dos relatórios', 'Fim'], 'Início dos relatórios'],
  ])('of %j, dates in %j, is %s', (names, dates, expected) => {
    expect(map([...names, 'Clicks'], { dates }).date.label).toBe(expected);
  });

  test('two that are as good are asked for', () => {
    expect(() => map(['Date', 'Data', 'Clicks'])).toThrow('Columns "Date" and "Data" both hold dates. Say which it is, with --map "Date=date"');
    expect(map(['Date', 'Data', 'Clicks'], { map: { Data: 'date' } }).date.label).toBe('Data');
    expect(map(['Date', 'Data', 'Clicks'], { map: { Data: '' } }).date.label).toBe('Date');
  });

  test('is missed by name, with a hint where a column holds dates', () => {
    expect(() => map(['Quando', 'Clicks'], { dates: ['Quando'] })).toThrow('Column "Quando" holds dates: say --map "Quando=date"');
    expect(() => map(['Date', 'Clicks'], { dates: [] })).toThrow('No column holds the date. Column "Date" is called so');
    expect(() => map(['A', 'Clicks'])).toThrow('The columns are "A", "Clicks"');
  });
});

describe('--map', () => {
  test('stands above the headers, and leaves out', () => {
    expect(fieldsOf(['Date', 'Users', 'Hits'], { map: { Hits: 'visitors' } })).toEqual({ Date: 'date', Hits: 'visitors' });
    expect(fieldsOf(['Date', 'Users', 'Clicks'], { map: { Users: '' } })).toEqual({ Date: 'date', Clicks: 'clicks' });
    expect(map(['Date', 'Users', 'Clicks'], { map: { Users: '' } }).columns[1]).toEqual({ column: 'Users', field: null, why: 'left out by --map' });
  });

  test('finds a column whatever its case, and by its place', () => {
    expect(fieldsOf(['Date', 'Total Hits'], { map: { total_hits: 'pageviews' } })).toMatchObject({ 'Total Hits': 'pageviews' });
    expect(fieldsOf(['Date', '', ''], { map: { 'column 3': 'pageviews' } })).toMatchObject({ 'column 3': 'pageviews' });
  });

  test.each([
    [{ Nope: 'visitors' }, 'a column "Nope" that the file does not have. It has "Date", "Hits", "Hits 2"'],
    [{ Hits: 'nope' }, 'There is no field "nope". There are date, visitors, new_visitors, sessions'],
    [{ Hits: 'ctr' }, 'No column can be mapped to "ctr": ctr is computed and not stored: import the counts it is made of (clicks, impressions)'],
    [{ Hits: 'ad_spend_cents' }, 'as "ad_spend"'],
    [{ Hits: 'visitors', 'Hits 2': 'visitors' }, 'Columns "Hits" and "Hits 2" would all be visitors'],
    [{ Hits: 'visitors', hits: 'sessions' }, '--map names column "Hits" twice'],
  ])('%j is refused', (said, message) => {
    expect(() => map(['Date', 'Hits', 'Hits 2'], { map: said })).toThrow(message);
  });

  test('a name that several columns have is asked for', () => {
    expect(() => map(['Date', 'Hits', 'Hits'], { map: { Hits: 'visitors' } })).toThrow('say "Hits (column 2)" or "Hits (column 3)"');
  });
});

test('two columns that mean the same are named', () => {
  expect(() => map(['Date', 'Users', 'Total users'])).toThrow('Columns "Users" and "Total users" would all be visitors. Leave out all but one, such as with --map "Total users="');
  expect(fieldsOf(['Date', 'Users', 'Total users'], { map: { 'Total users': '' } })).toEqual({ Date: 'date', Users: 'visitors' });
});

test('a file without figures is refused, and its rates explained', () => {
  expect(() => map(['Date', 'CTR', 'Notes'])).toThrow('No column holds a figure to import. "CTR": ctr is computed');
});
