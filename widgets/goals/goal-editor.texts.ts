import type { Catalog } from '../core/locale.ts';

const pt = {
  create: 'Nova meta',
  edit: (name: string) => `Meta de ${name}`,
  metric: 'Indicador',
  loading: 'Buscando…',
  notLoaded: 'Não deu para buscar os indicadores.',
  retry: 'Tentar de novo',
  target: 'Alvo',
  ceiling: 'Teto',
  ceilingHint: 'Menos é melhor: a meta é ficar abaixo.',
  seconds: 'segundos',
  period: 'Período',
  periods: {
    month: ['Este mês', 'Próximo mês'],
    week: ['Esta semana', 'Próxima semana'],
    quarter: ['Este trimestre', 'Próximo trimestre'],
    kept: 'Como está',
    custom: 'Outras datas',
  },
  starts: 'Começa em',
  ends: 'Termina em',
  save: 'Salvar meta',
  saving: 'Salvando…',
  back: 'Voltar',
  wrong: {
    metric: 'Este indicador não pode ter meta. Escolha outro',
    target: 'Escreva um número maior que zero',
    startsOn: 'Falta o primeiro dia',
    endsOn: 'O último dia vem depois do primeiro, em até dois anos',
    period: 'Escolha um período da lista',
  },
  taken: (name: string) => `Já existe uma meta de ${name} neste período`,
  changed: (target: string) => `Alguém mudou esta meta antes: agora é ${target}. Salve de novo para ficar com a sua.`,
  gone: 'Esta meta não existe mais. Alguém a removeu.',
  denied: 'Você pode ver as metas, mas não mudar. Peça a quem administra a conta.',
  limited: 'Muitas mudanças em pouco tempo. Espere um minuto e salve de novo.',
  offline: 'Você está sem conexão. O que escreveu continua aqui.',
  failed: 'Não deu para salvar. O problema é do nosso lado, e o que escreveu continua aqui.',
};

export type GoalEditorTexts = typeof pt;

export const goalEditorTexts: Catalog<GoalEditorTexts> = {
  pt,
  en: () => import('./goal-editor.texts.en.ts'),
  es: () => import('./goal-editor.texts.es.ts'),
};
