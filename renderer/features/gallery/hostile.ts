/** Texts as evidence may have them: turned, unseen, endless, or made to be run. */
export const HOSTILE = {
  turned: 'invoice\u202Etxt.exe',
  unseen: 'adm\u200Bin\u0007\u0000 \uFEFFroot',
  script: '<script>alert(1)</script><img src=x onerror=alert(2)>"\'`${7*7}',
  emoji: '👩🏽‍💻🏴‍☠️ naïve Ω ﷽',
  cjk: '管理者権限で実行する 관리자 管理员',
  long: `powershell.exe -enc ${'QQBhAEIAYgA9'.repeat(4_166)}`,
  empty: '',
} as const;
