import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import vectors from './vectors.json' with { type: 'json' };

const published = new URL('../../../shared/spec/vectors.json', import.meta.url);
if (!existsSync(published)) process.stderr.write('The specification is not beside the project: its vectors are not compared with the copy here\n');

test.skipIf(!existsSync(published))('the vectors of the tests are those of the specification', () => {
  expect(vectors).toEqual(JSON.parse(readFileSync(published, 'utf8')));
});
