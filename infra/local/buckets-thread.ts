/** The thread that runs fauxqs: objects as plain files with a `.data` suffix. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, relative } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { StoreReport } from "./store-thread.ts";

interface StoredObject {
  readonly key: string;
}
interface Persistence {
  upsertObject(bucket: string, object: StoredObject): void;
  loadS3(store: Store): void;
  walkMetaFiles(folder: string, visit: (path: string) => void): void;
}
interface Store {
  persistence: Persistence;
  createBucket(name: string): void;
}
interface Application {
  readonly server: Server;
  removeContentTypeParser(contentType: string): void;
  addContentTypeParser(
    contentType: string,
    options: { readonly parseAs: "buffer"; readonly bodyLimit: number },
    parse: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): void;
  listen(options: { readonly port: number; readonly host: string }): Promise<string>;
  close(): Promise<void>;
}

// The package's own start binds to every network interface. Its parts are put together here to bind to this machine only.
const part = (path: string) => import(new URL(path, import.meta.resolve("fauxqs")).href);
const { buildApp } = (await part("./app.js")) as {
  buildApp: (options: { logger: boolean; stores: { s3Store: Store } }) => Application;
};
const { S3Store } = (await part("./s3/s3Store.js")) as { S3Store: new () => Store };
const { FileS3Persistence } = (await part("./s3/fileS3Persistence.js")) as {
  FileS3Persistence: new (folder: string) => Persistence;
};

const { folder, port, bucketNames } = workerData as {
  readonly folder: string;
  readonly port: number;
  readonly bucketNames: readonly string[];
};

const stagingFolder = join(folder, "_staging");
rmSync(stagingFolder, { recursive: true, force: true });
const staging = new FileS3Persistence(stagingFolder);

/** Objects appear whole: a process that is killed while it overwrites one leaves the old one. */
class WholeObjects extends FileS3Persistence {
  override upsertObject(bucket: string, object: StoredObject): void {
    staging.upsertObject(bucket, object);
    const written = join(stagingFolder, "buckets", bucket, "objects");
    staging.walkMetaFiles(written, (metadataPath) => {
      for (const path of [metadataPath.replace(/\.meta\.json$/, ".data"), metadataPath]) {
        const destination = join(folder, "buckets", bucket, "objects", relative(written, path));
        mkdirSync(dirname(destination), { recursive: true });
        renameSync(path, destination);
      }
    });
  }
}

const store = new S3Store();
const persistence = new WholeObjects(folder);
persistence.loadS3(store);
store.persistence = persistence;
for (const name of bucketNames) store.createBucket(name);

const report = (message: StoreReport) => parentPort?.postMessage(message);
const application = buildApp({ logger: false, stores: { s3Store: store } });
// S3 takes 5 GiB in one PUT; the package stops at 11 MiB, which a national dataset exceeds.
application.removeContentTypeParser("*");
application.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: 5 * 2 ** 30 }, (_request, body, done) =>
  done(null, body),
);
try {
  await application.listen({ port, host: "127.0.0.1" });
  report({ kind: "listening", port: (application.server.address() as AddressInfo).port });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  report({ kind: "refused", code, message });
}
parentPort?.on("message", () => void application.close().then(() => parentPort?.close()));
