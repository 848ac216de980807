-- CreateIndex
CREATE INDEX "BudgetAction_status_idx" ON "BudgetAction"("status");
