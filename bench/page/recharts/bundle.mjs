import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

/** Bundles the page of React and recharts for production, as one file `app.js` in a folder. */
export async function bundle(folder) {
  const bundled = await rollup({
    input: join(import.meta.dirname, 'app.js'),
    plugins: [
      replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
      resolve({ browser: true, exportConditions: ['production'] }),
      commonjs(),
      terser({ module: true, ecma: 2022, compress: { passes: 2 } }),
    ],
    onwarn: (warning) => {
      // The libraries' affair: directives for servers, and files that import each other.
      if (!['MODULE_LEVEL_DIRECTIVE', 'CIRCULAR_DEPENDENCY', 'THIS_IS_UNDEFINED'].includes(warning.code)) throw new Error(`rollup: ${warning.message}`);
    },
  });
  await bundled.write({ file: join(folder, 'app.js'), format: 'es' });
  await bundled.close();
}
