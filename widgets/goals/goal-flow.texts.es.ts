import type { GoalFlowTexts } from './goal-flow.texts.ts';

const es: GoalFlowTexts = {
  saved: (name) => `Meta de ${name} guardada`,
  removed: (name) => `Meta de ${name} eliminada`,
  notRemoved: (name) => `No pudimos eliminar la meta de ${name}. Sigue aquí.`,
  changedBefore: (name) => `Alguien cambió antes la meta de ${name}. Sigue aquí, como quedó.`,
};

export default es;
