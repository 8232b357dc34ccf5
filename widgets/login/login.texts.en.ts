import type { LoginTexts } from './login.texts.ts';

const en: LoginTexts = {
  headings: {
    signIn: 'Sign in to the portal',
    signUp: 'Create an account',
    code: 'Confirm it is you',
    recovery: 'Recovery code',
    forgot: 'Forgot password',
    reset: 'New password',
    invitation: 'Your invitation',
    verify: 'Confirm your email',
  },
  sent: {
    reset: 'Check your email',
    verify: 'Check your email',
    signUp: 'Check your email',
    unverified: 'Your email is not confirmed yet',
    invited: 'Your email is not confirmed yet',
  },
  broken: {
    reset: 'This link no longer works',
    invitation: 'This invitation no longer works',
    verify: 'This link no longer works',
  },
};

export default en;
