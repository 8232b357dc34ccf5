import type { Missing, MonthForecast } from '../../server/modules/forecast/forecast.schema.ts';
import type { Catalog } from '../core/locale.ts';

type Model = NonNullable<MonthForecast['model']>;

// Within a sentence Portuguese joins day and month: 30 de nov.
const on = (date: string) => date.replace(' ', ' de ');

const pt = {
  heading: 'Previsão do mês',
  explain: 'Como sabemos: Previsão do mês',
  between: (low: string, high: string) => `entre ${low} e ${high}`,
  span: (low: string, high: string) => `(${low} a ${high})`,
  curve: (metric: string, current: string, end: string, range: string, date: string) => `${metric} até agora: ${current}; em ${on(date)}, ${end}, ${range}.`,
  target: (value: string) => `meta ${value}`,
  until: (metric: string, day: string) => `${metric} até dia ${day}`,
  error: (n: number, count: string, error: string) => (n === 1 ? `No mês passado erramos ${error}.` : `Nas últimas ${count} previsões erramos, em média, ${error}.`),
  errorShort: (count: string, error: string) => `Erro médio das últimas ${count}: ${error}`,
  noError: 'Ainda não há meses terminados para comparar.',
  chance: '8 em cada 10 meses terminam dentro da faixa.',
  how: 'Como prevemos',
  model: {
    seasonal_naive: 'Repetimos o mesmo dia da semana passada: nada errou menos até aqui.',
    naive: 'Repetimos o último dia.',
    drift: 'Seguimos a tendência do primeiro ao último dia.',
    smoothing: 'Seguimos o nível dos últimos dias.',
    linear: 'Seguimos a reta dos últimos 56 dias.',
    weekday_index: 'Cada dia da semana com seu peso, no nível das últimas semanas.',
    holt_winters: 'Nível, tendência e dia da semana, com mais peso ao que é recente.',
    weekday_year: 'A mesma semana dos anos anteriores, no nível de hoje.',
    holt_winters_year: 'Nível, tendência, dia da semana e época do ano.',
  } satisfies Record<Model, string> as Record<Model, string>,
  mase: (share: string) => `Em testes com o passado, errou ${share} do que erra repetir a semana anterior.`,
  replayed: (count: string) => `${count} das previsões passadas foram refeitas só com os dados de então.`,
  missing: {
    no_data: 'Ainda sem dados',
    stale: 'Sem dados há mais de duas semanas',
    history: 'Precisa de duas semanas de dados',
    ad_spend: 'Falta o gasto em anúncios',
    fee: 'Faltam os honorários',
  } satisfies Record<Missing, string> as Record<Missing, string>,
  needs: 'Falta o gasto em anúncios para dizer quanto investir.',
  advice: 'O que fazer',
  short: (metric: string, missing: string, target: string) => `${metric}: faltam ${missing} para a meta de ${target}`,
  budget: (more: string, date: string) => `Mais ${more} em anúncios até ${on(date)} cobrem o que falta`,
  spent: (spent: string, days: string) => `Ao custo médio dos últimos ${days} dias, com ${spent} de gasto. Gastar mais costuma render menos.`,
  worth: (money: string) => `Vale ~${money}`,
  promote: 'Criar ação',
  promoteFor: (title: string) => `Criar ação: ${title}`,
  promoted: 'Ação criada',
  failed: 'Não foi possível criar a ação. Tente de novo.',
  empty: 'Ainda não há o que prever',
  emptyText: 'A previsão aparece depois de duas semanas de dados.',
};

export type ForecastTexts = typeof pt;

export const forecastTexts: Catalog<ForecastTexts> = {
  pt,
  en: () => import('./forecast.texts.en.ts'),
  es: () => import('./forecast.texts.es.ts'),
};
