import { functions } from './functions.ts';
import { meaning } from './meaning.ts';
import type { Mistake } from './mistake.ts';
import { names } from './names.ts';
import { rulesAndTexts } from './rules-and-texts.ts';
import { runbooks } from './runbooks.ts';

/** Every mistake of the corpus. */
export const mistakes: readonly Mistake[] = [...names, ...functions, ...meaning, ...rulesAndTexts, ...runbooks];
