// The islands of the partner's page, as a host would bundle them: React in its development build, Vue without a compiler.
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';

const here = import.meta.dirname;

const flags = {
  'process.env.NODE_ENV': '"development"',
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
};

export default ['react', 'vue'].map((name) => ({
  input: { [name]: join(here, `islands/${name}.js`) },
  plugins: [replace({ preventAssignment: true, values: flags }), resolve({ browser: true }), commonjs()],
  output: { dir: join(here, '../../dist/partner'), format: 'es' },
  onwarn: (warning) => {
    throw new Error(`rollup: ${warning.message}`);
  },
}));
