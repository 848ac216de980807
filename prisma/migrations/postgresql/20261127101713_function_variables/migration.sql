-- CreateTable
CREATE TABLE "FunctionVariables" (
    "functionId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "variablesCipher" TEXT NOT NULL,

    CONSTRAINT "FunctionVariables_pkey" PRIMARY KEY ("functionId")
);

-- CreateIndex
CREATE INDEX "FunctionVariables_accountId_idx" ON "FunctionVariables"("accountId");

-- AddForeignKey
ALTER TABLE "FunctionVariables" ADD CONSTRAINT "FunctionVariables_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
