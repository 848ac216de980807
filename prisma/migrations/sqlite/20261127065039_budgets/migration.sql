-- CreateTable
CREATE TABLE "Budget" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "notifications" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Budget_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BudgetAction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "budgetId" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "period" TEXT,
    "applied" TEXT NOT NULL,
    "history" TEXT NOT NULL,
    CONSTRAINT "BudgetAction_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BudgetAction_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "Budget" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "source" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "BudgetsJudged" (
    "payerId" TEXT NOT NULL PRIMARY KEY,
    "stamp" TEXT NOT NULL,
    "day" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Budget_accountId_name_key" ON "Budget"("accountId", "name");

-- CreateIndex
CREATE INDEX "BudgetAction_accountId_idx" ON "BudgetAction"("accountId");

-- CreateIndex
CREATE INDEX "BudgetAction_budgetId_idx" ON "BudgetAction"("budgetId");

-- CreateIndex
CREATE INDEX "OutboxMessage_accountId_id_idx" ON "OutboxMessage"("accountId", "id");
