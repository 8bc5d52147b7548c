/** How editors look: tokens only. Syntax is told by tone and weight, since colour belongs to severity. */
import { EditorView } from '@codemirror/view';

const popup = {
  border: '1px solid var(--line-strong)',
  borderRadius: 'var(--radius)',
  backgroundColor: 'var(--surface-2)',
  color: 'var(--text-1)',
  fontFamily: 'var(--font-text)',
  fontSize: 'var(--size-12)',
};

export const EDITOR_THEME = EditorView.theme({
  '&': { color: 'var(--text-1)', backgroundColor: 'transparent', fontSize: 'var(--size-12)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', fontFeatureSettings: '"zero"', lineHeight: 'var(--line-text)' },
  '.cm-content': { caretColor: 'var(--accent)' },
  '.cm-content ::selection, .cm-content::selection': { backgroundColor: 'var(--accent-soft)' },
  '.cm-placeholder': { color: 'var(--text-3)' },
  '.cm-specialChar': { color: 'var(--text-3)', border: '1px solid var(--line-strong)', borderRadius: '2px' },
  '.cm-tooltip': popup,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    maxHeight: '264px',
    minWidth: '280px',
    maxWidth: '560px',
    padding: 'var(--space-1)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'center',
    gap: 'var(--space-3)',
    height: '24px',
    padding: '0 var(--space-2)',
    borderRadius: '3px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text-1)',
  },
  '.cm-completionLabel': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre', unicodeBidi: 'isolate' },
  '.cm-completionDetail': {
    flex: '1',
    marginLeft: '0',
    overflow: 'hidden',
    color: 'var(--text-3)',
    fontFamily: 'var(--font-text)',
    fontStyle: 'normal',
    fontSize: 'var(--size-11)',
    textOverflow: 'ellipsis',
    textAlign: 'right',
    whiteSpace: 'nowrap',
  },
  // The library's marks are pictures in data URLs, which our policy forbids to fetch.
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--critical) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--medium) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-active': { backgroundColor: 'var(--accent-soft)' },
  '.cm-diagnostic': { padding: 'var(--space-1) var(--space-2)', borderLeft: '0', maxWidth: '480px' },
  '.cm-diagnostic-error, .cm-diagnostic-warning': { borderLeft: '0' },
  '.cm-lintPoint::after': { display: 'none' },
});

export const QUERY_THEME = EditorView.theme({
  '.cm-scroller': { lineHeight: '26px', overflow: 'auto hidden', scrollbarWidth: 'none' },
  '.cm-content': { padding: '0', height: '26px' },
  '.cm-line': { padding: '0' },
  '.query-field': { color: 'var(--text-2)' },
  '.query-operator, .query-bracket': { color: 'var(--text-3)' },
  '.query-keyword': { color: 'var(--text-1)', fontWeight: '600' },
  '.query-wildcard': { color: 'var(--text-3)', fontWeight: '600' },
  '.query-time': { color: 'var(--text-2)' },
  '.query-regex': { color: 'var(--text-2)', fontStyle: 'italic' },
});

export const YAML_THEME = EditorView.theme({
  '&': { height: '100%' },
  '.cm-scroller': { overflow: 'auto' },
  '.cm-gutters': { border: '0', backgroundColor: 'transparent', color: 'var(--text-3)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '32px', padding: '0 var(--space-2) 0 0' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in oklch, var(--text-1) 4%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-lint-marker': { width: '8px', height: '8px', margin: '6px 0 0 3px' },
  // In place of the library's pictures, which are data URLs.
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--critical)', borderRadius: '1px' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--medium)', transform: 'rotate(45deg)' },
});
