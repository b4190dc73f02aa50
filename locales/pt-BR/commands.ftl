# Os comandos, suas opções e escolhas.

assignlicense-description = Vender uma licença: atribui a um membro e envia a chave
assignlicense-member-name = membro
assignlicense-member-description = Quem compra
assignlicense-product-name = produto
assignlicense-product-description = Qual produto; vazio aceita qualquer um
assignlicense-license-name = licença
assignlicense-license-description = Uma licença específica: escolha uma ou cole a chave
assignlicense-quantity-name = quantidade
assignlicense-quantity-description = Quantas, de 1 a 25; vazio é uma
assignlicense-reference-name = referência
assignlicense-reference-description = O pagamento ou ticket; duas vendas nunca têm o mesmo
assignlicense-note-name = nota
assignlicense-note-description = Uma nota para o registro

menu-assign-license-name = Atribuir licença

fetchlicense-description = Pegar uma licença aleatória do estoque, sem vendê-la ainda

myavailable-description = Mostrar as licenças em estoque
myavailable-product-name = produto
myavailable-product-description = Somente este produto

licenseinfo-description = Consultar uma licença
licenseinfo-license-name = licença
licenseinfo-license-description = A licença: escolha uma ou cole a chave

mylicenses-description = Suas licenças deste servidor

resend-description = Enviar de novo a chave ao comprador
resend-sale-name = venda
resend-sale-description = O número da venda

sales-description = O registro de vendas
sales-list-description = Listar as vendas mais recentes
sales-list-buyer-name = comprador
sales-list-buyer-description = Somente para este comprador
sales-list-staff-name = equipe
sales-list-staff-description = Somente deste membro da equipe
sales-list-product-name = produto
sales-list-product-description = Somente deste produto
sales-list-state-name = estado
sales-list-state-description = Somente neste estado
sales-list-since-name = desde
sales-list-since-description = Somente desde este dia, por exemplo 2026-11-24
sales-show-description = Mostrar uma venda e tudo o que aconteceu com ela
sales-show-sale-name = venda
sales-show-sale-description = O número da venda
sales-export-description = Obter as vendas como tabela (CSV)
sales-export-buyer-name = comprador
sales-export-buyer-description = Somente para este comprador
sales-export-staff-name = equipe
sales-export-staff-description = Somente deste membro da equipe
sales-export-product-name = produto
sales-export-product-description = Somente deste produto
sales-export-state-name = estado
sales-export-state-description = Somente neste estado
sales-export-since-name = desde
sales-export-since-description = Somente desde este dia, por exemplo 2026-11-24
sales-stats-description = Mostrar o que foi vendido nos últimos 30 dias e quanto tempo dura o estoque
sales-refund-description = Marcar uma venda como reembolsada; o comprador fica com a licença
sales-refund-sale-name = venda
sales-refund-sale-description = O número da venda
sales-refund-reason-name = motivo
sales-refund-reason-description = Por quê, para o registro
sales-replace-description = Dar outras licenças ao comprador de licenças defeituosas
sales-replace-sale-name = venda
sales-replace-sale-description = O número da venda defeituosa
sales-replace-reason-name = motivo
sales-replace-reason-description = O que há de errado, para o registro
sales-replace-quantity-name = quantidade
sales-replace-quantity-description = Quantas têm defeito, de 1 a 25; vazio são todas
sales-replace-product-name = produto
sales-replace-product-description = Qual produto tem defeito, se a venda tiver vários

choice-delivered-name = entregue
choice-undelivered-name = não entregue: as mensagens diretas do comprador estão fechadas
choice-failed-name = falhou: nada foi vendido
choice-held-name = retida: a equipe decide
choice-in-doubt-name = em dúvida: a resposta do fornecedor se perdeu
choice-assigned-name = atribuída: a mensagem está a caminho

settings-description = Configurar a loja deste servidor
help-description = O que você pode fazer aqui
menu-buyers-licenses-name = Licenças do comprador
