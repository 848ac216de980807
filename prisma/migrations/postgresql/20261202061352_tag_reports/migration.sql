-- CreateTable
CREATE TABLE "TagReport" (
    "organizationId" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "failure" TEXT,

    CONSTRAINT "TagReport_pkey" PRIMARY KEY ("organizationId")
);

-- AddForeignKey
ALTER TABLE "TagReport" ADD CONSTRAINT "TagReport_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
