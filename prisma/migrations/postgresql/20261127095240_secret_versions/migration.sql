-- CreateTable
CREATE TABLE "SecretVersion" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "secretId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "valueCipher" TEXT NOT NULL,
    "stages" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SecretVersion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SecretVersion_accountId_idx" ON "SecretVersion"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "SecretVersion_secretId_versionId_key" ON "SecretVersion"("secretId", "versionId");

-- AddForeignKey
ALTER TABLE "SecretVersion" ADD CONSTRAINT "SecretVersion_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
