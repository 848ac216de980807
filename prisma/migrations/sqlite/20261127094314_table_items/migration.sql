-- CreateTable
CREATE TABLE "TableItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "tableId" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "partitionHash" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    CONSTRAINT "TableItem_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "TableItem_tableId_partitionHash_idx" ON "TableItem"("tableId", "partitionHash");

-- CreateIndex
CREATE INDEX "TableItem_accountId_idx" ON "TableItem"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "TableItem_tableId_keyHash_key" ON "TableItem"("tableId", "keyHash");
