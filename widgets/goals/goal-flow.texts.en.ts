import type { GoalFlowTexts } from './goal-flow.texts.ts';

const en: GoalFlowTexts = {
  saved: (name) => `${name} goal saved`,
  removed: (name) => `${name} goal removed`,
  notRemoved: (name) => `The ${name} goal could not be removed. It is still here.`,
  changedBefore: (name) => `Someone changed the ${name} goal first. It is still here, as they left it.`,
};

export default en;
