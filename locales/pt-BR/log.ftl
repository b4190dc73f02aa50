# O registro de vendas: o que /sales responde.

log-title = Vendas
log-footer = Mais recentes primeiro · /sales show conta tudo de uma
log-none-here = Nenhuma das vendas examinadas se encaixa. Pressione **{ older-button }** para procurar mais.
log-none-older = Nenhuma venda mais antiga se encaixa.
log-none = Nenhuma venda se encaixa.
newest-button = Mais recentes
older-button = Mais antigas
only = Somente { $what }
only-buyer = para { $buyer }
only-staff = de { $staff }
only-product = produto *{ $product }*
only-since = desde { $day }
any-product = qualquer produto

nothing-done-title = Nada foi feito
log-no-such-sale = Essa venda não existe neste servidor.
sale-without-key = Esta venda não tem chave.
since-is-no-day = `{ sales-list-since-name }` precisa ser um dia, por exemplo 2026-11-24.

mark-refunded = reembolsada
mark-replaces = repõe { $sale }
mark-replaced-by = reposta por { $sale }

state-under-way = em andamento
state-in-doubt = em dúvida
state-held = retida para a equipe
state-assigned = vendida, mensagem a caminho
state-undelivered = vendida, não entregue
state-delivered = entregue
state-failed = falhou

buyer-label = Comprador
staff-label = Equipe
licenses-label = Licenças
reference-label = Referência
replaces-label = Repõe
replaced-by-label = Reposta por
refunded-label = Reembolsada
reveal-button =
    { $count ->
        [one] Revelar chave
       *[other] Revelar chaves
    }
more-licenses = … e mais { $count }
more-events = … mais { $count } …
keys-footer = Só você vê isto; que você olhou fica no histórico da venda

refund = { $at } por { $staff }
refund-with-reason = { $at } por { $staff }: { $reason }
refund-done-title = Marcada como reembolsada
refund-done = A venda { $sale } não conta mais nas estatísticas. { $buyer } fica com a licença: o fornecedor não aceita devolução. Se houver dinheiro a devolver, faça isso onde foi pago.
refunded-before-title = Já reembolsada
refunded-before =
    A venda { $sale } já foi reembolsada, { $refund }
    Nada foi alterado.
nothing-refunded-title = Nada foi reembolsado
nothing-refunded = Só o que foi vendido pode ser reembolsado; a venda { $sale } está: { $state }.

nothing-exported-title = Nada foi exportado
export-none = Nenhuma venda se encaixa; não há nada a exportar.
export-done = Vendas na tabela: { $count }. As chaves estão ocultas, os horários em UTC.
export-cut = **Não são todas**: o Discord não aceita arquivo maior. A venda { $sale } é a mais antiga nele; exporte o resto com um filtro ou com `keyclerk sales export` em um terminal.

event-requested = solicitada
event-asked = foi perguntado: é intencional?
event-confirmed = confirmada
event-acknowledged = confirmada pelo Discord
event-reserved = licença reservada
event-released = licença devolvida: não é nossa
event-set-aside = licença separada, outra é escolhida
event-assigning = sendo atribuída no fornecedor
event-in-doubt = em dúvida: a resposta do fornecedor se perdeu
event-refused = o fornecedor recusou; a licença é consultada
event-held = retida: o fornecedor se contradiz
event-assigned = atribuída pelo fornecedor
event-reconciled = atribuída, como disse o fornecedor ao ser perguntado de novo
event-part-assigned = uma das licenças atribuída pelo fornecedor
event-part-reconciled = uma das licenças atribuída, como disse o fornecedor ao ser perguntado de novo
event-short = menos licenças do que o pedido
event-part-delivered = algumas das licenças entregues por mensagem direta
event-part-undelivered = algumas das licenças não entregues por mensagem direta
event-delivered = entregue por mensagem direta
event-undelivered = não entregue por mensagem direta
event-resent = enviada de novo
event-claimed = resgatada pelo comprador
event-failed = terminou sem vender nada
event-judged = decidida
event-status-changed = o fornecedor diz outra coisa sobre a licença
event-back-in-stock = licença separada de volta ao estoque
event-found-assigned = licença separada que acabou atribuída
event-revealed = chave mostrada à equipe
event-refunded = marcada como reembolsada

month-title = Os últimos 30 dias
month-footer = Dias em UTC; reembolsos e reposições não são vendas
month-sold = Licenças vendidas: { $count }.
month-products = Por produto: { $counts }.
month-staff = Por membro da equipe: { $counts }.
month-stock = O estoque dura: { $counts }.
month-stock-unknown = O fornecedor não diz o que há em estoque.
month-stock-empty = O estoque está vazio.
others = outros
lasts-none = nenhuma restante
lasts-unsold = nenhuma vendida · restam { $left }
lasts-hours = menos de um dia · restam { $left }
lasts-days =
    { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    } · restam { $left }
lasts-long = mais de { $days } dias · restam { $left }

chart-title = Vendas dos últimos 30 dias
chart-sold = licenças vendidas: { $count }
chart-days = Licenças por dia, por produto
chart-days-none = Nada foi vendido nestes dias
chart-staff = Licenças por membro da equipe
chart-staff-none = Ninguém vendeu nestes dias
chart-stock = Dias de estoque neste ritmo
chart-stock-unknown = O fornecedor não diz o que há em estoque
chart-stock-empty = O estoque está vazio
day-1 = { $day } jan.
day-2 = { $day } fev.
day-3 = { $day } mar.
day-4 = { $day } abr.
day-5 = { $day } mai.
day-6 = { $day } jun.
day-7 = { $day } jul.
day-8 = { $day } ago.
day-9 = { $day } set.
day-10 = { $day } out.
day-11 = { $day } nov.
day-12 = { $day } dez.

detail-not-acknowledged = o Discord não respondeu a tempo
detail-too-late = interrompida por quinze minutos
detail-out-of-stock = nada em estoque que sirva
detail-vendor-unreachable = não foi possível contatar o fornecedor
detail-blocked-on-the-way = bloqueado a caminho do fornecedor
detail-no-such-address = a API do fornecedor não está no endereço configurado
detail-vendor-name-unknown = não foi possível resolver o nome do servidor do fornecedor
detail-vendor-refuses-connections = o servidor do fornecedor recusava conexões
detail-vendor-tls-failed = sem conexão segura com o fornecedor
detail-refused = recusado pelo fornecedor
detail-api-key-refused = o fornecedor recusa a chave de API
detail-selling-paused = venda em pausa: a chave de API é recusada
detail-rate-limited = o fornecedor não aceita mais chamadas
detail-named-is-assigned = a licença indicada já está atribuída
detail-named-is-expired = a licença indicada expirou
detail-named-is-unknown = o fornecedor não conhece a licença indicada
detail-named-is-taken = a licença indicada pertence a outra venda
detail-named-is-other = a licença indicada é de outro produto
detail-stock-moves = o que foi retirado já não estava livre
detail-not-confirmed = não confirmada
detail-quarantined = em quarentena
detail-timed-out = sem resposta a tempo
detail-connection-lost = conexão perdida
detail-the-vendor-s-own-error = um erro do fornecedor
detail-a-senseless-answer = uma resposta sem sentido
detail-refused-after-a-doubt = recusado após uma dúvida
detail-api-key-refused-after-a-doubt = chave de API recusada após uma dúvida
detail-rate-limited-after-a-doubt = sem mais chamadas após uma dúvida
detail-not-reached-after-a-doubt = sem contato após uma dúvida
detail-interrupted = interrompida
detail-refused-and-assigned-already = recusada, já atribuída
detail-refused-and-expired = recusada, expirada
detail-refused-and-unknown-to-the-vendor = recusada, desconhecida do fornecedor
detail-expired-while-in-doubt = expirada durante a dúvida
detail-free-but-refused-again-and-again = livre, mas recusada repetidas vezes
detail-unknown-to-the-vendor = desconhecida do fornecedor
detail-dms-closed = mensagens diretas fechadas
detail-refused-by-discord = recusado pelo Discord
detail-again = de novo
detail-repeat = a mesma venda um momento antes
detail-partial = poucas em estoque
detail-product = qual produto
detail-judged-by-staff = decidido pela equipe
detail-deliver = para entregar
detail-quarantine = para quarentena
detail-sell-another = outra é vendida
detail-nothing = nada é vendido
detail-contested = recusada, e mesmo assim atribuída
detail-refused-after-staff-decided = recusada após a decisão da equipe
detail-assigned-in-quarantine = atribuída depois de nada ter sido vendido
detail-assigned = atribuída
detail-free = livre
detail-expired = expirada
detail-unknown = desconhecida
