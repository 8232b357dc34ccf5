import type { Action, Rule } from '../../server/modules/actions/actions.schema.ts';
import type { Locale } from '../core/locale.ts';
import { localized } from '../ui/localized/localized.ts';
import type { ActionsTexts, Facts } from './actions.texts.ts';

/** What a card says, in the language of the reader; one that a person wrote stays in theirs. */
export interface ActionWords {
  readonly title: string;
  readonly text: string;
  readonly gain: string;
}

/** Urgent ones keep money from being lost, the others bring some. */
const protecting: readonly Action['code'][] = ['goal_at_risk', 'spend_without_conversions'];

export function wordsOf(action: Action, currency: string, locale: Locale, texts: ActionsTexts): ActionWords {
  const { code, title, text, expectedCents } = action;
  const money = expectedCents && locale.value(expectedCents, 'money', currency);
  const gain = money ? (protecting.includes(code) ? texts.protects : texts.brings)(money) : texts.unpriced;
  const facts = factsOf(action, currency, locale);
  if (code === 'custom' || !facts) return { title: title ?? '', text: text ?? '', gain };
  return { title: texts.title[code](facts), text: texts.text[code](facts), gain };
}

/** Rules that hold an amount against a number of days or conversions, not against another amount. */
const counted: readonly Rule[] = ['spend_without_conversions'];

function factsOf({ code, evidence, metric }: Action, currency: string, locale: Locale): Facts | undefined {
  if (!evidence || !metric) return undefined;
  const { value, reference, low, high, days, from, to, until = '' } = evidence;
  const write = (amount: number | undefined) => (amount === undefined ? '' : locale.value(amount, metric.unit, currency));
  const isCounted = counted.includes(code as Rule);
  const name = localized(metric.name, locale);
  return {
    metric: name,
    // What is an abbreviation, such as ROAS, is one within a sentence too.
    within: /^\p{Lu}{2}/u.test(name) ? name : name.toLowerCase(),
    value: write(value),
    reference: isCounted ? locale.number(reference, { maximumFractionDigits: 0 }) : write(reference),
    low: write(low),
    high: write(high),
    days: locale.number(days ?? 0),
    from: locale.date(from),
    to: locale.date(to),
    until,
    below: value < reference,
  };
}
