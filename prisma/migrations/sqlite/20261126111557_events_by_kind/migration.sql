-- CreateIndex
CREATE INDEX "Event_accountId_readOnly_id_idx" ON "Event"("accountId", "readOnly", "id");
