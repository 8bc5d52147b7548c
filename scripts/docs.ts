/** `npm run docs`: writes every document that is made from the code, so that one command brings all of them up to date. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { API_FILE, apiDocument } from './api-doc.ts';
import { HELP_FILE, helpDocument } from './help-doc.ts';
import { readCitations, readPromises, SECURITY_FILE, securityDocument } from './security-doc.ts';

for (const [file, text] of [
  [SECURITY_FILE, securityDocument(readPromises(), readCitations())],
  [API_FILE, await apiDocument()],
  [HELP_FILE, helpDocument()],
] as const) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
