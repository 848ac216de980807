-- CreateTable
CREATE TABLE "DeletedPrincipal" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deletedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DeletedPrincipal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DeletedPrincipal_deletedAt_idx" ON "DeletedPrincipal"("deletedAt");
