/** What `narthex query` can be asked. */
export const questionNames = ['status', 'summary', 'alerts'] as const;

/** One of the questions. */
export type QuestionName = (typeof questionNames)[number];
