/**
 * What is shipped: the bundles, the page, rules and scenarios, and of the native modules the one binary of the target. Every
 * file is named; nothing comes along because it happens to be there.
 */
import type { Configuration } from 'electron-builder';

const SQLITE = 'node_modules/better-sqlite3';
// oxlint-disable-next-line no-template-curly-in-string -- filled in for each target
const TARGET_BINARY = `${SQLITE}/prebuilds/\${platform}-\${arch}.node`;

/** What may be done to the program from outside: nothing. All are burnt into the executable. */
export const FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

export default {
  appId: 'app.vedette.desktop',
  productName: 'Vedette',
  copyright: 'Vedette maintainers, Apache-2.0',
  directories: { output: 'dist/packages', buildResources: 'resources/icons' },
  files: [
    'package.json',
    'LICENSE',
    'dist/desktop/**',
    'dist/renderer/**',
    'resources/**',
    '!resources/rules/tests/**',
    '!node_modules/**',
    `${SQLITE}/package.json`,
    `${SQLITE}/LICENSE`,
    `${SQLITE}/lib/**`,
    TARGET_BINARY,
  ],
  // Left to itself, the whole of a native module would lie outside, its code too.
  asar: { smartUnpack: false },
  // The system loads binaries from real files only; their hashes are in the archive (electron/services/natives.ts).
  asarUnpack: [`${SQLITE}/prebuilds/**`],
  electronFuses: FUSES,
  // The binaries are built against Node-API and fit as they are.
  npmRebuild: false,
  extraMetadata: { homepage: 'https://vedette.invalid', author: 'Vedette maintainers', desktopName: 'vedette.desktop' },
  fileAssociations: [
    {
      ext: 'vedette',
      name: 'Vedette workspace',
      description: 'Vedette workspace',
      mimeType: 'application/x-vedette',
      role: 'Editor',
    },
  ],
  protocols: [{ name: 'Vedette', schemes: ['vedette'] }],
  publish: null,
  linux: {
    target: ['deb', 'AppImage'],
    executableName: 'vedette',
    syncDesktopName: true,
    category: 'Utility',
    synopsis: 'A security operations centre in one program',
    maintainer: 'Vedette maintainers <maintainers@vedette.invalid>',
    icon: 'resources/icons/icon.png',
  },
  win: { target: ['nsis'], icon: 'resources/icons/icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: ['dmg'],
    category: 'public.app-category.utilities',
    icon: 'resources/icons/icon.png',
    hardenedRuntime: true,
  },
} satisfies Configuration;
