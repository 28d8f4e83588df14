/** How texts begin that somebody still has to write. */
export const writeThis = 'Write this';
