/** Runs every benchmark, or those named: `npm run bench -- batch`. */
import { readdirSync } from 'node:fs';

const wanted = process.argv.slice(2);
const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.bench.ts'));

for (const file of files.sort()) {
  const name = file.replace('.bench.ts', '');
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  const { default: bench } = (await import(`./${file}`)) as { default: () => Promise<void> };
  await bench();
}
