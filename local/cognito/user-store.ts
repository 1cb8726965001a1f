import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const userSchema = z.object({
  /** The user's name in the pool: its `sub`. People sign in with their e-mail address. */
  username: z.string(),
  email: z.string(),
  attributes: z.record(z.string(), z.string()),
  enabled: z.boolean(),
  status: z.enum(['FORCE_CHANGE_PASSWORD', 'CONFIRMED', 'RESET_REQUIRED']),
  password: z.object({ salt: z.string(), verifier: z.string() }),
  /** When the password was given, epoch milliseconds; an invitation's ends some days later. */
  passwordSetMs: z.number(),
  groups: z.array(z.string()),
  /** Whether MFA is asked for, and the secret of the authenticator app once one is set up. */
  totp: z.object({ secret: z.string(), verified: z.boolean(), enabled: z.boolean() }).nullable(),
  /** The secret of an app that is being set up; it takes the place of the other one once a code proves it. */
  newTotpSecret: z.string().nullable().default(null),
  resetCode: z.object({ code: z.string(), expiresMs: z.number(), triesLeft: z.number() }).nullable(),
  /** Access tokens issued before no longer count. */
  signedOutMs: z.number(),
  createdMs: z.number(),
  modifiedMs: z.number(),
});

export type User = z.infer<typeof userSchema>;

const refreshTokenSchema = z.object({
  username: z.string(),
  expiresMs: z.number(),
  authenticatedMs: z.number(),
  originId: z.string(),
});

export type RefreshToken = z.infer<typeof refreshTokenSchema>;

const stateSchema = z.object({
  users: z.array(userSchema),
  /** By the SHA-256 of the token. */
  refreshTokens: z.record(z.string(), refreshTokenSchema),
});

/** The users of the pool, in one file that is replaced as a whole. */
export class UserStore {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly users: Map<string, User>,
    private readonly refreshTokens: Map<string, RefreshToken>,
  ) {}

  static async open(dir: string): Promise<UserStore> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const file = path.join(dir, 'users.json');
    const state = existsSync(file)
      ? stateSchema.parse(JSON.parse(await readFile(file, 'utf8')))
      : { users: [], refreshTokens: {} };
    const users = new Map(state.users.map((user) => [user.username, user]));
    return new UserStore(file, users, new Map(Object.entries(state.refreshTokens)));
  }

  /** By e-mail address (in any case) or by name in the pool. */
  find(name: string): User | undefined {
    const email = name.toLowerCase();
    return this.users.get(name) ?? this.all().find((user) => user.email === email);
  }

  /** Oldest first. */
  all(): User[] {
    return [...this.users.values()];
  }

  async save(user: User): Promise<void> {
    this.users.set(user.username, { ...user, modifiedMs: Date.now() });
    await this.write();
  }

  async remove(user: User): Promise<void> {
    this.users.delete(user.username);
    this.dropRefreshTokens(user);
    await this.write();
  }

  findRefreshToken(hash: string): RefreshToken | undefined {
    const token = this.refreshTokens.get(hash);
    return token && token.expiresMs > Date.now() ? token : undefined;
  }

  async saveRefreshToken(hash: string, token: RefreshToken): Promise<void> {
    const now = Date.now();
    for (const [key, { expiresMs }] of this.refreshTokens) {
      if (expiresMs <= now) this.refreshTokens.delete(key);
    }
    this.refreshTokens.set(hash, token);
    await this.write();
  }

  async removeRefreshToken(hash: string): Promise<void> {
    this.refreshTokens.delete(hash);
    await this.write();
  }

  /** Ends every session of the user. */
  async signOut(user: User): Promise<void> {
    this.dropRefreshTokens(user);
    await this.save({ ...user, signedOutMs: Date.now() });
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    await this.writing;
  }

  private dropRefreshTokens({ username }: User): void {
    for (const [key, token] of this.refreshTokens) {
      if (token.username === username) this.refreshTokens.delete(key);
    }
  }

  /** Writes follow one another, and each writes the newest state. */
  private write(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const state = { users: this.all(), refreshTokens: Object.fromEntries(this.refreshTokens) };
      await writeFile(`${this.file}.partial`, JSON.stringify(state, null, 2), { mode: 0o600 });
      await rename(`${this.file}.partial`, this.file);
    });
    return this.writing;
  }
}
