/** Runs every benchmark, or those named: `npm run bench -- batch`. */
import { readdirSync } from 'node:fs';

const names = readdirSync(new URL('.', import.meta.url)).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));

if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Benchmarks: ${names.sort().join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of names.sort().filter((one) => wanted.length === 0 || wanted.includes(one))) {
    console.log(`\n${name}`);
    const { default: bench } = (await import(`./${name}.bench.ts`)) as { default: () => Promise<void> };
    await bench();
  }
}
