import { expect, test } from 'vitest';
import { isCommonPassword } from './passwords.ts';

test.for(['password1234', 'Senha123456', 'qwertyuiop', '1234567890', 'aaaaaaaaaaaa', 'arco2026!!', 'iloveyou123', 'marina2026!', 'castrocastro'])('%s is among the most common, or the person’s own', (password) => {
  expect(isCommonPassword(password, ['marina@moda.example', 'Marina Castro'])).toBe(true);
});

test.for(['girassol no quintal', 'demo-arco-2026', 'três pães de queijo', '8f3kd02mzpq1', '4821 9037 5512 0468'])('%s is not', (password) => {
  expect(isCommonPassword(password, ['marina@moda.example', 'Marina Castro'])).toBe(false);
});
