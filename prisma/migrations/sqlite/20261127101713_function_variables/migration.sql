-- CreateTable
CREATE TABLE "FunctionVariables" (
    "functionId" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "variablesCipher" TEXT NOT NULL,
    CONSTRAINT "FunctionVariables_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "FunctionVariables_accountId_idx" ON "FunctionVariables"("accountId");
