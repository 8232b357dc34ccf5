// Importing this file defines every element.
import { register } from './core/register.ts';
import * as modules from './modules.ts';

register(modules);
