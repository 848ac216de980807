-- CreateTable
CREATE TABLE "ShellFile" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "userId" TEXT,
    "roleId" TEXT,
    "path" TEXT NOT NULL,
    "contentCipher" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "modifiedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ShellFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ShellFile_accountId_idx" ON "ShellFile"("accountId");

-- CreateIndex
CREATE INDEX "ShellFile_userId_idx" ON "ShellFile"("userId");

-- CreateIndex
CREATE INDEX "ShellFile_roleId_idx" ON "ShellFile"("roleId");

-- CreateIndex
CREATE UNIQUE INDEX "ShellFile_principalId_path_key" ON "ShellFile"("principalId", "path");

-- AddForeignKey
ALTER TABLE "ShellFile" ADD CONSTRAINT "ShellFile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShellFile" ADD CONSTRAINT "ShellFile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShellFile" ADD CONSTRAINT "ShellFile_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;
