import type { Recommendation } from '../../server/modules/forecast/forecast.schema.ts';

/** The user made an action of a recommendation. */
export class RecommendationPromoteEvent extends Event {
  static readonly type = 'arco-recommendation-promote';

  readonly recommendation: Recommendation;
  /** The id of the action. */
  readonly action: string;

  constructor(recommendation: Recommendation, action: string) {
    super(RecommendationPromoteEvent.type, { bubbles: true, composed: true });
    this.recommendation = recommendation;
    this.action = action;
  }
}

declare global {
  interface HTMLElementEventMap {
    'arco-recommendation-promote': RecommendationPromoteEvent;
  }
}
