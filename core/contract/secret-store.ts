/** Where passphrases and credentials may be kept between starts; whoever hosts the program says how well. */
export interface SecretStore {
  /** `none` where the system offers no real encryption; then nothing is kept. */
  protection(): 'system' | 'none';
  /** Throws `E_SECRET_UNPROTECTED` where nothing would protect it. */
  write(name: string, secret: string): void;
  /** Null where it is not there or cannot be decrypted. */
  read(name: string): string | null;
  remove(name: string): void;
}
