import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { erasePerson } from '../privacy/erase.ts';
import { command } from './command.ts';
import { email } from './fields.ts';

export const erase = command({
  name: 'erase',
  summary: 'Erases a person, and their name and id from what clients keep; it cannot be undone',
  input: z.strictObject({ person: email.describe("the person's e-mail address") }),
  example: 'arco erase --person cliente@moda.example',
  async run({ person: address }, session) {
    const owner = await session.owner();
    const [person] = await owner<{ id: string }[]>`select id from people where email = ${address}`;
    if (!person || !(await erasePerson(owner, person.id))) throw new AppError('not_found', `There is nobody with the e-mail ${address}`);
    return { json: { person: address, erased: true }, text: `${address} is erased` };
  },
});
