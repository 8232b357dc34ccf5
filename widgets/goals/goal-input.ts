import type { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../server/router.ts';
import type { CreateGoal } from '../../server/modules/goals/goals.schema.ts';
import { toArcoError } from '../core/errors.ts';
import type { Unit } from '../core/formats.ts';
import type { Locale } from '../core/locale.ts';
import type { GoalEditorTexts } from './goal-editor.texts.ts';
import type { PeriodChoice } from './goal-periods.ts';
import { parseTarget } from './goal-target.ts';

export type GoalField = 'metric' | 'target' | 'period' | 'startsOn' | 'endsOn';

/** What is wrong, beside the field it is wrong with, or with the whole. */
export type Refusal = { readonly [F in GoalField | 'form']?: string };

export type GoalInput = Omit<CreateGoal, 'metric'>;

/** What a person filled in. */
export interface Filled {
  readonly target: string;
  readonly unit: Unit;
  /** A period by name; custom dates without it. */
  readonly choice: PeriodChoice | undefined;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The goal that was filled in, or what is wrong with it. */
export function readGoal({ target: text, unit, choice, startsOn, endsOn }: Filled, { wrong }: GoalEditorTexts, locale: Locale): { goal: GoalInput } | { refusal: Refusal } {
  const target = parseTarget(text, unit, locale);
  const isOrdered = choice !== undefined || (endsOn !== '' && endsOn >= startsOn);
  if (target && choice) return { goal: { target, period: choice.period, startsOn: choice.from } };
  if (target && startsOn && isOrdered) return { goal: { target, period: 'custom', startsOn, endsOn } };
  return {
    refusal: {
      ...(target ? {} : { target: wrong.target }),
      ...(choice || startsOn ? {} : { startsOn: wrong.startsOn }),
      ...(isOrdered ? {} : { endsOn: wrong.endsOn }),
    },
  };
}

/** Why the server refused a goal, in the reader's words; `outdated` when somebody else changed it first. */
export function refusalOf(error: unknown, texts: GoalEditorTexts, name: string, isCustom: boolean): Refusal | 'outdated' {
  const { reason, denied, cause } = toArcoError(error);
  const fields = (cause as TRPCClientError<AppRouter> | undefined)?.data?.fields ?? [];
  if (reason === 'conflict') return fields.length ? { [isCustom ? 'startsOn' : 'period']: texts.taken(name) } : 'outdated';
  if (reason === 'invalid_input' && fields.length) {
    const known = (path: string): path is GoalField => path in texts.wrong;
    const shown = (path: GoalField): GoalField => (!isCustom && (path === 'startsOn' || path === 'endsOn') ? 'period' : path);
    return Object.fromEntries(fields.map(({ path, expected }) => (known(path) ? [shown(path), texts.wrong[path]] : ['form', expected])));
  }
  if (reason === 'not_found') return { form: texts.gone };
  if (reason === 'rate_limited') return { form: texts.limited };
  if (reason === 'offline') return { form: texts.offline };
  return { form: denied ? texts.denied : texts.failed };
}
