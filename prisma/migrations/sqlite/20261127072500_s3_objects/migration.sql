-- CreateTable
CREATE TABLE "S3Object" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "bucketId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "etag" TEXT NOT NULL,
    "modifiedAt" DATETIME NOT NULL,
    "tags" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "bodyCipher" TEXT NOT NULL,
    CONSTRAINT "S3Object_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "S3Object_accountId_idx" ON "S3Object"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "S3Object_bucketId_key_key" ON "S3Object"("bucketId", "key");
