-- DropIndex
DROP INDEX "MfaDevice_accountId_nameKey_key";

-- CreateIndex
CREATE UNIQUE INDEX "MfaDevice_accountId_path_nameKey_key" ON "MfaDevice"("accountId", "path", "nameKey");
