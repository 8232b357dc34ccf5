import { html, type TemplateResult } from 'lit';
import { icon } from '../../core/icons.ts';
import { flatIcon, upIcon } from '../icon/icons.ts';

export interface Delta {
  /** The change as it is written, with its sign. */
  readonly text: string;
  /** The same in words, for who does not see the arrow and its color. */
  readonly spoken: string;
  /** Below, at or above zero. */
  readonly sign: number;
  /** Good or bad, which is not up or down: a cost that falls is good. */
  readonly tone: 'good' | 'bad' | 'neutral';
}

/** A change: the arrow and the sign say where to, the color whether that is good, and words say both. */
export function delta({ text, spoken, sign, tone }: Delta): TemplateResult {
  return html`<span part="delta" class=${tone + sign} role="img" aria-label=${spoken}>${icon(sign ? upIcon : flatIcon, 's')}${text}</span>`;
}
