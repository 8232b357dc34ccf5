import type { Catalog } from '../core/locale.ts';
import type { Link, Mail, Step } from './login-steps.ts';

const pt = {
  headings: {
    signIn: 'Entrar no portal',
    signUp: 'Criar conta',
    code: 'Confirme que é você',
    recovery: 'Código de recuperação',
    forgot: 'Perdi a senha',
    reset: 'Nova senha',
    invitation: 'Seu convite',
    verify: 'Confirmar e-mail',
  } satisfies Record<Exclude<Step['name'], 'sent' | 'broken'>, string>,
  sent: {
    reset: 'Confira seu e-mail',
    verify: 'Confira seu e-mail',
    signUp: 'Confira seu e-mail',
    unverified: 'Falta confirmar o e-mail',
    invited: 'Falta confirmar o e-mail',
  } satisfies Record<Mail, string> as Record<Mail, string>,
  broken: {
    reset: 'Este link não vale mais',
    invitation: 'Este convite não vale mais',
    verify: 'Este link não vale mais',
  } satisfies Record<Link, string> as Record<Link, string>,
};

export type LoginTexts = typeof pt;

export const loginTexts: Catalog<LoginTexts> = {
  name: 'login',
  pt,
  en: () => import('./login.texts.en.ts'),
  es: () => import('./login.texts.es.ts'),
};
