-- AlterTable
ALTER TABLE "UsageBatch" DROP COLUMN "progress";

-- AlterTable
ALTER TABLE "BillSection" DROP COLUMN "rows",
ALTER COLUMN "accountId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "UsageImportPart" (
    "id" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "UsageImportPart_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "UsageImportPart_batchId_number_idx" ON "UsageImportPart"("batchId", "number");

-- AddForeignKey
ALTER TABLE "UsageImportPart" ADD CONSTRAINT "UsageImportPart_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "UsageBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;
