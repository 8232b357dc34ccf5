import type { GoalEditorTexts } from './goal-editor.texts.ts';

const es: GoalEditorTexts = {
  create: 'Nueva meta',
  edit: (name) => `Meta de ${name}`,
  metric: 'Indicador',
  loading: 'Buscando…',
  notLoaded: 'No pudimos obtener los indicadores.',
  retry: 'Reintentar',
  target: 'Objetivo',
  ceiling: 'Tope',
  ceilingHint: 'Menos es mejor: la meta es quedar por debajo.',
  seconds: 'segundos',
  period: 'Período',
  periods: {
    month: ['Este mes', 'Próximo mes'],
    week: ['Esta semana', 'Próxima semana'],
    quarter: ['Este trimestre', 'Próximo trimestre'],
    kept: 'Como está',
    custom: 'Otras fechas',
  },
  starts: 'Empieza el',
  ends: 'Termina el',
  save: 'Guardar meta',
  saving: 'Guardando…',
  back: 'Volver',
  wrong: {
    metric: 'Este indicador no puede tener meta. Elige otro',
    target: 'Escribe un número mayor que cero',
    startsOn: 'Falta el primer día',
    endsOn: 'El último día viene después del primero, hasta en dos años',
    period: 'Elige un período de la lista',
  },
  taken: (name) => `Ya existe una meta de ${name} en este período`,
  changed: (target) => `Alguien cambió antes esta meta: ahora es ${target}. Guarda de nuevo para quedarte con la tuya.`,
  gone: 'Esta meta ya no existe. Alguien la eliminó.',
  denied: 'Puedes ver las metas, pero no cambiarlas. Pídelo a quien administra la cuenta.',
  limited: 'Demasiados cambios en poco tiempo. Espera un minuto y guarda de nuevo.',
  offline: 'Estás sin conexión. Lo que escribiste sigue aquí.',
  failed: 'No pudimos guardar. El problema es nuestro, y lo que escribiste sigue aquí.',
};

export default es;
