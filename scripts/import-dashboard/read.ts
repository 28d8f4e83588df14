import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import { at, isRecord, type Json, type JsonRecord } from '../files/json.ts';

/** A dashboard has some ten thousand bytes; what has more is none, or holds recorded data. */
const mostBytes = 2_000_000;

/**
 * The classic dashboard in a JSON text: as Grafana shows it, as its API answers (`{ "dashboard": … }`), or as a resource (`{ "spec": … }`).
 * Throws a `NarthexError`: NX926 for no dashboard, NX927 for the newer schema, NX928 for more than 2 MB.
 */
export function readDashboard(file: string, text: string): JsonRecord {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    const message = `${file}: it has ${Math.ceil(bytes / 1_000_000)} MB, and the limit is 2 MB`;
    throw refusal(
      'NX928',
      message,
      'split it, or take out what is no part of the dashboard, such as data of a snapshot',
    );
  }
  const json = parsed(file, text);
  const board = dashboardIn(json);
  if (board !== undefined) return board;
  const fix = 'give the JSON of a dashboard, as Grafana exports it';
  if (isNewer(json)) {
    const message = `${file}: this dashboard has the newer schema (v2)`;
    throw refusal('NX927', message, 'export it as classic JSON');
  }
  if (Array.isArray(json)) throw refusal('NX926', `${file}: this is a list, not one dashboard`, fix);
  throw refusal('NX926', `${file}: this is no dashboard: it has no panels`, fix);
}

/** A refusal to import a dashboard. */
export function refusal(code: Problem['code'], message: string, fix: string): NarthexError {
  return new NarthexError('There is nothing to import.', [{ code, path: [], message, fix }]);
}

function parsed(file: string, text: string): Json {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw refusal('NX926', `${file}: this is no JSON: ${message}`, 'correct the JSON');
  }
}

function dashboardIn(json: Json | undefined, depth = 0): JsonRecord | undefined {
  if (!isRecord(json) || depth > 2) return undefined;
  if (isNewer(json)) return undefined;
  if (Array.isArray(json.panels) || Array.isArray(json.rows)) return json;
  return dashboardIn(json.dashboard, depth + 1) ?? dashboardIn(json.spec, depth + 1);
}

function isNewer(json: Json | undefined): boolean {
  if (!isRecord(json)) return false;
  return isRecord(at(json, 'spec', 'elements') ?? json.elements) || /\/v2/.test(String(json.apiVersion ?? ''));
}
