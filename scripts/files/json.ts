// One way to read a JSON that may hold anything, for what comes from files and for the linter.
export { at, isRecord, type Json, type JsonRecord, list, records, text } from '../../dashboards/json.ts';
